"""What follows from the records: arrays in, frozen results out.

The one call of a run is ``econ.projection.project(inputs, settings, parameters)``: Inputs and
Settings (``econ.inputs``) with Parameters (``econ.parameters.load()``) give a Projection
(``econ.results``). A scenario is applied first:
``econ.scenarios.apply(scenario, inputs, settings)``.
"""
