"""The composition root: the only place that names every concrete part.

`loading` makes a bot of a file, `services` puts it on a platform, `serving` runs that for good, `local_service`
on stand-ins; `playground` and `replaying` build what those rooms play on, `checking` what `check` looks at.
"""
