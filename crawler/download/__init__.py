"""The way to the network: every exchange captured, addresses and robots.txt asked first."""
