"""Property tests of the readers and of the core take the time they need: a loaded machine is no failure."""

from hypothesis import HealthCheck, settings

settings.register_profile("catalogue", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("catalogue")
