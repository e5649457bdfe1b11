"""The two ways in: news (live) and, from captures, warc."""
