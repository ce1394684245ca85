"""Screening engines side by side on the same data, in one run."""
