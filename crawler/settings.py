"""The map: every setting that we set, in the order in which a page passes them.

Scrapy's own settings keep their names and meaning. All of them can be changed for one run with
`-s NAME=VALUE`; docs/operations.md lists those that users are meant to change.
"""

from __future__ import annotations

from crawler.rooms import PROJECT_ROOT, put_project_first

put_project_first()

# --- who we are ----------------------------------------------------------------------------------
BOT_NAME = "presskeep"
SPIDER_MODULES = ["spiders"]
COMMANDS_MODULE = "crawler.commands"
# Set it to a name and an address at which a site's operators reach you.
USER_AGENT = "Presskeep/0.1 (news archive; no contact address set)"

# Who runs this, for whoever reads the captures in years: a name, and how to reach it.
OPERATOR: str | None = None

# --- where it goes -------------------------------------------------------------------------------
# A relative path is anchored on the project root, not on the working directory (cron's is $HOME).
ARCHIVE_DIR = "output"
PROJECT_DIR = str(PROJECT_ROOT)
# The zone in which the text file states the time of publication.
TEXT_TIMEZONE = "UTC"

# --- what is looked at ---------------------------------------------------------------------------
# Days. What a feed, a sitemap or a page dates earlier is refused (reason "age"); 0: no limit.
MAX_AGE_DAYS = 30
# Pages of a listing that are looked at, its first one among them.
LISTING_MAX_PAGES = 3
# Sitemaps of an index, newest first. A large site has tens of thousands of them.
SITEMAPS_MAX_PER_INDEX = 50
# Of one page, feed and sitemap; what lies beyond is not read.
LINKS_MAX_PER_PAGE = 2_000
FEED_MAX_ENTRIES = 2_000
SITEMAP_MAX_URLS = 50_000
# Characters; longer ones are refused. Addresses of articles have 300 at most.
URL_MAX_LENGTH = 2_048
# URLs of one host in one run; 0: no limit. What is over the first waits for the next run (20,000
# are five hours at a request a second), what is over the second is refused until it is found again.
HOST_MAX_VISITS = 20_000
HOST_MAX_NEW = 100_000
# An archived article is looked at again: after an hour at first, then ever more seldom.
REVISIT_ENABLED = True
# Days since its publication after which nobody looks again; 0: no limit, but every 30 days.
REVISIT_MAX_AGE_DAYS = 365
# Hops of a redirect; RFC 9110 names no number, browsers stop at 20.
REDIRECT_MAX_TIMES = 10
# Redirects are the spider's, hop by hop: each hop is a URL of the ledger with its own state.
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False

# --- the way to the network ----------------------------------------------------------------------
# Only http and https, and both through the handler that captures every exchange.
DOWNLOAD_HANDLERS = {
    "http": "crawler.download.handler.CapturingHandler",
    "https": "crawler.download.handler.CapturingHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
# False: only global addresses are connected to. Tests on loopback set it.
ALLOW_PRIVATE_ADDRESSES = False
# Where newspapers are read, unless private addresses are allowed: a link may try a mail server.
ALLOWED_PORTS = "80,443,8080,8443"
DOWNLOAD_VERIFY_CERTIFICATES = True
# Seconds for a whole exchange. Scrapy's 180 lets one dead host hold a slot for three minutes.
DOWNLOAD_TIMEOUT = 60
# Bytes and lines of an answer's head; large sites send 8 KB in 40 lines. 200,000 cost four seconds.
HEADERS_MAX_BYTES = 256 * 1024
HEADERS_MAX_COUNT = 1_000
# Bytes. A whole exchange is held in memory; news pages are 0.2 MB, press photos up to 10 MB.
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024
# Instead of that, for sitemaps (the protocol's own limit) and for images.
SITEMAP_MAX_BYTES = 50 * 1024 * 1024
IMAGE_MAX_BYTES = 32 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
COOKIES_ENABLED = False
REFERER_ENABLED = False
# A proxy's part of an exchange would be missing in the captures: cron's http_proxy is not heeded.
HTTPPROXY_ENABLED = False
# Robots are ours (RFC 9309: an unreachable robots.txt means no), so Scrapy's stay out.
ROBOTSTXT_OBEY = False
# Hours that a robots.txt is kept; RFC 9309 (2.4) wants no more.
ROBOTS_MAX_AGE_H = 24
# One request a second and host, one at a time: what a site's operators do not notice.
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
# Seconds. A host that answers slowly or with errors is asked less often, down to this.
DOWNLOAD_DELAY_MAX = 30.0
# Scrapy's 0.5 would ask after half a second as often as after one and a half.
DOWNLOAD_DELAY_JITTER = 0
RETRY_TIMES = 2
# Seconds of a Retry-After that are waited for; a host that asks for more rests until a later run.
RETRY_AFTER_PATIENCE_S = 60
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.download.robots.RobotsMiddleware": 100,
    # Nearer to the network than the one that retries.
    "crawler.download.resting.RestingMiddleware": 560,
    "crawler.download.pacing.PacingMiddleware": 570,
    # In the place of Scrapy's, with the same results in less time.
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.download.decoding.DecodingMiddleware": 590,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    # Every answer comes to the spider, which settles it in the ledger.
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
}
# The ledger is the frontier and knows what was seen.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# --- captures ------------------------------------------------------------------------------------
# Bytes of compressed WARC after which a new file is begun; 1 GB is the field's habit.
WARC_MAX_BYTES = 1_000_000_000

# --- extraction ----------------------------------------------------------------------------------
# Processes; None: as many as there are cores. 0: in the crawl's own process.
EXTRACT_WORKERS = None
# Seconds for one page. The slowest of 1,471 real pages took 2.3 s.
EXTRACT_TIMEOUT_S = 20
# Megabytes of address space of a worker. Twice what the largest real page needed.
EXTRACT_MEMORY_MB = 1500
# Bytes of answers that wait for extraction or for their images before fetching pauses.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 64 * 1024 * 1024

# --- pipelines -----------------------------------------------------------------------------------
# Pages of one article, its first among them. Longer ones are slides, as a rule.
ARTICLE_MAX_PAGES = 20
ITEM_PIPELINES = {
    "pipelines.pages.PagesPipeline": 50,
    "pipelines.validate.ValidatePipeline": 100,
    "pipelines.dedupe.DedupePipeline": 200,
    "pipelines.site_rights.SiteRightsPipeline": 250,
    "pipelines.images.ImagesPipeline": 300,
    "pipelines.files.FilesPipeline": 400,
    "pipelines.ledger.LedgerPipeline": 500,
}
# Scrapy starts this many tasks for every answer, even an empty one: 100 cost a third of its CPU.
CONCURRENT_ITEMS = 1
# "mark": what resembles an article of the archive says so. "drop": it gives no file.
NEAR_DUPLICATES = "mark"
# One request a day and site, for /.well-known/tdmrep.json: rights that are recorded with articles.
TDMREP_ENABLED = True
IMAGES_MAX_PER_ARTICLE = 20
# Of an image, by its own header; press photos have 24 million at most, bombs 80 and more.
IMAGE_MAX_PIXELS = 40_000_000
# Drawings can hold scripts; readers of the archive may open them.
IMAGES_KEEP_SVG = False

# --- the ledger and the run ----------------------------------------------------------------------
EXTENSIONS = {
    "crawler.extensions.run.Run": 10,
    "crawler.extensions.progress.Progress": 500,
    "scrapy.extensions.telnet.TelnetConsole": None,
    # Not imported, too: each start is a tenth of a second shorter.
    "scrapy.extensions.remote_control.RemoteControl": None,
}
# Seconds between two group commits: what a kill -9 can cost is fetched work of that long.
CHECKPOINT_INTERVAL_S = 2.0
# After that the folder of a run goes, its log and report with it; 0: never.
RUNS_KEEP_DAYS = 90
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "INFO"
LOG_FORMATTER = "crawler.extensions.log_lines.LogLines"
PROGRESS = "auto"
