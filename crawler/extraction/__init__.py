"""Page bytes in; what kind of page it is, and an article's fields, out. Pure, and never raises.

The only room that knows trafilatura and htmldate. Without imports: the crawl needs its words
(`page`), the workers all of it.
"""
