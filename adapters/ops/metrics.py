"""The service's state as Prometheus reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
)
from prometheus_client.registry import Collector

from adapters.platform_state import Connection
from adapters.turns import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prometheus_client.metrics_core import Metric

    from adapters.ops.service_state import ServiceState
    from adapters.platform_state import Durations, PlatformState

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_GAUGES: dict[str, tuple[str, Callable[[PlatformState], float]]] = {
    "prolobot_connected": ("Whether messages come in from the platform.", lambda p: p.is_connected),
    "prolobot_ended": (
        "Whether the platform was given up, because trying again cannot help.",
        lambda p: p.connection is Connection.ENDED,
    ),
    "prolobot_in_flight": ("Replies begun that the platform has not taken yet.", lambda p: p.in_flight),
}
_COUNTERS: dict[str, tuple[str, Callable[[PlatformState], float]]] = {
    "prolobot_reconnects": ("Connections after the first one.", lambda p: max(0, p.connected - 1)),
    "prolobot_repetitions": ("Deliveries that had been seen before.", lambda p: p.repeated),
}
_BY_LABEL: dict[str, tuple[str, str, Callable[[PlatformState], dict[str, int]]]] = {
    "prolobot_replies": ("Replies made.", "kind", lambda p: p.replies),
    "prolobot_undelivered": (
        "Replies that nobody got, by the platform's code.",
        "reason",
        lambda p: p.undelivered,
    ),
    "prolobot_http_refused": ("Requests and connections refused over signed HTTP.", "reason", lambda p: p.refused),
}
_DURATIONS: dict[str, tuple[str, Callable[[PlatformState], Durations]]] = {
    "prolobot_judged_seconds": ("From a message to its reply, waiting included.", lambda p: p.judged),
    "prolobot_shown_seconds": ("From a message until the platform took its reply.", lambda p: p.shown),
}


class _StateCollector(Collector):
    """Reads the state whenever it is asked, so that nothing is kept twice."""

    def __init__(self, state: ServiceState) -> None:
        self._state = state

    def collect(self) -> Iterator[Metric]:
        """Return every metric; each platform is a label."""
        yield from self._of_the_service()
        yield from self._of_the_turns()
        platforms = self._state.platforms.values()
        for name, (text, value) in _GAUGES.items():
            gauge = GaugeMetricFamily(name, text, labels=["platform"])
            for each in platforms:
                gauge.add_metric([each.name], float(value(each)))
            yield gauge
        for name, (text, value) in _COUNTERS.items():
            counter = CounterMetricFamily(name, text, labels=["platform"])
            for each in platforms:
                counter.add_metric([each.name], value(each))
            yield counter
        for name, (text, label, values) in _BY_LABEL.items():
            counter = CounterMetricFamily(name, text, labels=["platform", label])
            for each in platforms:
                for key, count in values(each).items():
                    counter.add_metric([each.name, key], count)
            yield counter
        for name, (text, durations) in _DURATIONS.items():
            histogram = HistogramMetricFamily(name, text, labels=["platform"])
            for each in platforms:
                taken = durations(each)
                histogram.add_metric([each.name], taken.cumulative(), taken.total)
            yield histogram

    def _of_the_service(self) -> Iterator[Metric]:
        state, file = self._state, self._state.file
        versions = {"version": state.version, "model": state.model}
        yield InfoMetricFamily("prolobot", "The program, and what it judges with.", value=versions)
        yield InfoMetricFamily("prolobot_file", "The file that is answered from.", value={"version": file.version})
        yield GaugeMetricFamily("prolobot_file_entries", "Entries of the file.", value=file.entries)
        yield GaugeMetricFamily(
            "prolobot_file_loaded_timestamp_seconds", "When the file began to answer.", value=file.loaded_at
        )
        yield GaugeMetricFamily(
            "prolobot_file_faults", "Faults of a newer file, which is not answered from.", value=len(file.faults)
        )
        yield CounterMetricFamily("prolobot_file_loads", "Files taken.", value=file.loads)
        yield CounterMetricFamily("prolobot_file_refusals", "Files refused.", value=file.refusals)
        yield GaugeMetricFamily("prolobot_ready", "Whether all platforms can be answered.", value=state.is_serving)
        yield GaugeMetricFamily(
            "prolobot_waiting", "Things to put right before anything is served.", value=len(state.waiting_for)
        )
        away = state.database.is_away
        yield GaugeMetricFamily("prolobot_database_away", "Whether the database cannot be had.", value=away)
        owed = state.database
        yield GaugeMetricFamily(
            "prolobot_owed", "Questions in the database that no process has answered yet.", value=owed.owed
        )
        yield GaugeMetricFamily(
            "prolobot_owed_oldest_seconds", "How long the first of these has waited.", value=owed.owed_for
        )
        yield GaugeMetricFamily("prolobot_loop_lag_seconds", "How late the event loop is.", value=state.lag)

    def _of_the_turns(self) -> Iterator[Metric]:
        turns = self._state.turns
        queue = GaugeMetricFamily("prolobot_queue", "Questions that wait to be read.", labels=["queue"])
        for name, length in turns.lengths().items():
            queue.add_metric([name], length)
        yield queue
        yield GaugeMetricFamily(
            "prolobot_queue_oldest_seconds", "How long the one that came first has waited.", value=turns.longest()
        )
        came = CounterMetricFamily("prolobot_questions", "Questions, by what became of them.", labels=["room"])
        for room in Room:
            came.add_metric([room.value], turns.counts[room])
        yield came


def metrics_registry(state: ServiceState) -> CollectorRegistry:
    """Return the registry of a service: its own metrics and those of the process."""
    registry = CollectorRegistry()
    registry.register(_StateCollector(state))
    ProcessCollector(registry=registry)
    return registry


def metrics_text(registry: CollectorRegistry) -> bytes:
    """Return everything in Prometheus's text format."""
    return generate_latest(registry)
