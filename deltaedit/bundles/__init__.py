"""Bundles and weights files: find, verify, load."""

from deltaedit.bundles.find import find_bundle, list_bundles, verify_bundle
from deltaedit.bundles.manifest import BundleManifest, ExampleEdit, ExamplePicture, read_manifest
from deltaedit.bundles.weights import load_encoder, load_generator, load_mapper

__all__ = [
    "BundleManifest",
    "ExampleEdit",
    "ExamplePicture",
    "find_bundle",
    "list_bundles",
    "load_encoder",
    "load_generator",
    "load_mapper",
    "read_manifest",
    "verify_bundle",
]
