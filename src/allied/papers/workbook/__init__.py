"""The alliance workbook (.xlsx) in and out: guarded, read apart, checked whole, written back.

`reading.read_workbook(raw)` is the way in, `writer.write_workbook(workbook, out)` the way out;
this file imports nothing, so that the child process which parses a file starts quickly.
"""
