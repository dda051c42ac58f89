"""Everything that touches the world: platforms, the terminal, files, the clock.

Each part knows `botcore` and none of its siblings; `assembly` puts them together, and `cli` calls that. Another
platform is one more folder like `slack` and `discord` (`parsing`, `presses`, `rendering`, `delivering`, the
client, `serving`) that stands on `replying`, its tokens in `token_rules`, a line in `assembly.platforms`, a
command in `cli`, and its place in the import contracts.

- Beside the platforms: `harness` (terminal, playground, replay), `standins` for both platforms, `store` (the
  database), `journal`, `learning` and `desk` (what was asked, and what becomes of it), `doctor` and
  `setting_up`, `reports`, `benchmarks`, `ops` (running), `training` (the safety reader).
- What both platforms ask: `backing` is what stands behind them, `replying` goes from what came in to its reply,
  `answering` runs the core, `turns` says whose message is next, `pulse` lets the event loop go first and
  `channels` says in which order replies go; `once` and `owed` know what came and what is owed, `in_flight` what
  a stop waits for; `delivery`, `backoff` and `hopeless` say how hard to try; `gateway_session` is what a process
  hands on; `incoming`, `rating`, `lately`, `following`, `links`, `manners` and `alerting` are what comes in and
  what may go out.
- Files and values: `settings` of the environment, tokens by `token_rules`; `env_file`, `text_file`,
  `vector_file`, `learned_file` over `sealed_file`; `platform_state` and `database_state` tell how it goes;
  `garbage` calms Python's collector.
"""
