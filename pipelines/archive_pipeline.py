"""What every pipeline of ours has: the run, and a way to say that a submission gives no file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, Self

from scrapy.exceptions import DropItem

from crawler.extensions.run import Run, run_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.submission import Submission
    from crawler.verdict import Verdict


class ArchivePipeline:
    def __init__(self, run: Run) -> None:
        self.run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(run_of(crawler))

    async def drop(self, submission: Submission, verdict: Verdict) -> NoReturn:
        """Settles the URL and ends the submission's way."""
        async with self.run.gate:
            self.run.settle(submission.queued, verdict, submission.fetched)
        of = f" of {verdict.of}" if verdict.of else ""
        raise DropItem(f"{verdict.state} ({verdict.reason}){of}")

    async def put_off(self, submission: Submission) -> NoReturn:
        """The next run finishes it from its capture.

        Its claim stays while this one lasts: no copy that was captured later takes its place.
        """
        self.run.leave(submission.queued, submission.fetched)
        raise DropItem("put off to the next run")
