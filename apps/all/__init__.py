"""Every face in one server, or the ones you name. The only place that knows them all."""
