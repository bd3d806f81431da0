/** What `--help` says below the options. */
export const statsHelp = `
The file has one row per attempt and item; its first line names the columns:
  attempt,item,mark,max            needed, in any order
  option,learner,kind              if known; other columns are left alone
Separated by commas, semicolons or tabs; quotes, a byte order mark, CRLF and decimal commas are understood.

Which attempts count (--kind):
  first    the default if there is a column kind or learner: attempts of kind "first", or without that column
           each learner's first in the order of the file
  last, highest   each learner's last or highest instead (by the column learner)
  all      every attempt but abandoned ones; the default if neither column is there
  any other word  attempts of that kind

As Moodle: an item that an attempt has no row for, an empty mark and "-" are mark 0, and the attempt counts. If an
item's max differs between rows, the share reached is carried over to the last max. The same row twice counts
once; two different answers of one attempt to one item are an error.

Units as Moodle: facility and shares 0 to 1; mean, median, sd, standardError in marks; cic (Cronbach's alpha),
errorRatio, weights, discriminationIndex, discriminativeEfficiency per cent. null where Moodle has null.`;
