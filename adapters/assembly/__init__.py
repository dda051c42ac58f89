"""The composition root: the only place that names every concrete part.

- The service: `loading` makes a bot of a file and `content` follows it, `services` puts it on one of the
  `platforms`, `serving` runs that for good with what is `kept` (`keeping` does so in a database); `local_service`
  runs it on stand-ins, `wire_runs` through transcripts.
- A command has its file where it needs more than a call: `checking`, `evaluating` (with `decks`), `differing`
  (with `revisions`), `doctoring`, `finding_gaps` (with `journal_at`), `learning`, `playground`, `replaying`,
  `setting_up`, `load`, `overload`, `service_bench`, `desk`; `pages` writes what they show, `views` draws a reply
  as a platform gets it.
- `bad_input` is how they end with status 2, `versions` what program this is.
- Programs: `safety_model` and `shipped_vectors` make what is shipped, `measured` and `chaotic` are the service
  for benches.
"""
