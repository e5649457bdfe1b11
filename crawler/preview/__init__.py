"""What `scrapy preview` does: one page read, and where each field came from."""
