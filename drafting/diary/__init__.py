"""The diary of a municipal year: meetings that the council asks for, placed by a solver."""
