"""Tests in a trusted process, plain values across, marks from what the tests put out."""
