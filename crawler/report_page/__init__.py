"""A run's report as a page for people: one file, no script, nothing fetched from anywhere."""

from crawler.report_page.page import ListedArticle, PastRun, SeedPast, page

__all__ = ["ListedArticle", "PastRun", "SeedPast", "page"]
