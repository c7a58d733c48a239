"""The registry as linked data: a DCAT-AP catalogue, and what pages say of themselves."""
