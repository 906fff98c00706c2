"""Documents of an upgrade proposal: Word, PDF and workbook, all from one frozen paper."""
