"""The check of a whole archive: captures, articles, images, runs and ledger against each other."""
