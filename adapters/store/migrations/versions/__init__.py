"""One module a change; the number in front is its revision, and `down_revision` names the one before."""
