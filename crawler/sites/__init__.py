"""One small file for each site that generic reading does not serve well: its SITE.

CONTRIBUTING.md says how to add one. A rule rots when the site changes its markup, so every field
that it does not find is read generically, and the run says when a rule finds nothing any more.
"""

from crawler.sites.rule import FIELDS, REQUIRED, Rule, Site

__all__ = ["FIELDS", "REQUIRED", "Rule", "Site"]
