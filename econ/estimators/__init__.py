"""Estimators on panels of sectors or firms over years: frames in, frozen results out.

Every refusal is an error of ``econ.errors``, or an entry with a code and values.
"""
