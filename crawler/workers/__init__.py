"""The extraction processes. Without imports: each worker starts by importing it."""
