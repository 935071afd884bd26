"""DeltaEdit: edit a picture by saying what it should become."""
