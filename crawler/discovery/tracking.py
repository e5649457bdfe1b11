"""Query parameters that say where a reader came from, never what the page is.

A query string in, the same without them out. Only names that belong to one owner are listed: plain
words such as `ref`, `source` or `id` name an article on some sites; that two URLs which differ in
them are one is learnt from the pages, not guessed here.
"""

from __future__ import annotations

# Whole families, by owner.
PREFIXES = (
    "utm_",  # Google Analytics, and everybody since
    "ga_",  # Google Analytics
    "hsa_",  # HubSpot
    "pk_",  # Piwik
    "piwik_",
    "mtm_",  # Matomo
    "matomo_",
    "at_",  # Piano, formerly AT Internet
    "ns_",  # comScore
    "wt_",  # Webtrekk, now Mapp
    "wt.",  # Webtrends
    "sfmc_",  # Salesforce Marketing Cloud
    "guce_",  # Yahoo's consent page
    "fb_action_",  # Meta
    "__cft__",  # Meta: numbered, as in __cft__[0]
)

_NAMES = {
    "Google: click ids and cross-domain linkers": (
        "gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid _ga _gl"
    ),
    "Google's AMP viewer": "amp_js_v amp_gsa amp_latest_update_time usqp",
    "Meta": "fbclid fb_source fb_ref igsh igshid mibextid __tn__",
    "Microsoft, MSN": "msclkid ocid",
    "Yandex": "yclid ysclid ymclid _openstat",
    "X": "twclid __twitter_impression ref_src",
    "TikTok, LinkedIn, Pinterest, Snap, Reddit": "ttclid li_fat_id epik sccid rdt_cid",
    "Mailchimp, Marketo, Klaviyo": "mc_cid mc_eid mkt_tok _kx",
    "HubSpot": "_hsenc _hsmi hsctatracking __hssc __hstc __hsfp",
    "Vero, Omeda, ActiveCampaign, Omnisend": (
        "vero_id vero_conv oly_anon_id oly_enc_id vgo_ee omnisendid"
    ),
    "Adobe": "s_cid s_kwcid ef_id",
    "AT Internet, older form": "xtor",
    "Impact, CJ, Zanox, Wicked Reports": "irclickid irgwc cjevent zanpid wickedid",
    "Outbrain, Taboola": "dicbo oborigurl outbrainclickid tblci tbclid",
    "Yahoo's consent page": "guccounter",
    "The Guardian, The New York Times, CNBC, Condé Nast, Daily Mail": (
        "cmp smid smtyp cmpid mbid ito"
    ),
}
# Lower case.
NAMES = frozenset(" ".join(_NAMES.values()).split())


def without_tracking(query: str) -> str:
    """The query with all other parameters as they were, in their order."""
    if not query:
        return query
    return "&".join(part for part in query.split("&") if not is_tracking(part))


def is_tracking(parameter: str) -> bool:
    """`parameter` is `name` or `name=value`; "&amp;" that was escaped twice leaves "amp;name"."""
    name = parameter.partition("=")[0].lower().removeprefix("amp;")
    return name in NAMES or name.startswith(PREFIXES)
