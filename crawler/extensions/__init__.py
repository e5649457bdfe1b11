"""Scrapy extensions: the run and what it owns, its report, the progress display."""
