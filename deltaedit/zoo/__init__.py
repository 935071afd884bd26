"""Bundles and weights files: find, verify, load."""

from deltaedit.zoo.bundles import find_bundle, list_bundles, verify_bundle
from deltaedit.zoo.checkpoints import load_encoder, load_generator, load_mapper
from deltaedit.zoo.manifest import BundleManifest, ExampleEdit, ExamplePicture, read_manifest

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
