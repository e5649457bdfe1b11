"""The demonstration newspaper: pages that we wrote, and a loopback server that a crawl can visit.

`serve()` starts it inside the calling process and returns a `DemoNewspaper`; `expectations(hosts)`
says what an archive of it should hold. Everything but `server` and `content` is pure.
"""

from crawler.demo.server import DEFAULT_PORT, DemoNewspaper, DemoPortTakenError, serve
from crawler.demo.site import answers
from crawler.demo.truth import Expectation, ExpectedArticle, ExpectedImage, Outcome, expectations

__all__ = [
    "DEFAULT_PORT",
    "DemoNewspaper",
    "DemoPortTakenError",
    "Expectation",
    "ExpectedArticle",
    "ExpectedImage",
    "Outcome",
    "answers",
    "expectations",
    "serve",
]
