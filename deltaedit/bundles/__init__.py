"""Bundles and weights files: find, verify, load, fetch and convert."""
