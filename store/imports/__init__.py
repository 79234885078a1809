"""Work from other programs' files taken into the library, as one change that undo takes back."""
