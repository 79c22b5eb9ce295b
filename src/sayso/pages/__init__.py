"""The look and the parts that the written report and the workbench share: one stylesheet, one set of macros."""
