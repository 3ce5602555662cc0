"""Workbooks (XLSX): read within limits, made as templates, given back with what is wrong marked in them."""
