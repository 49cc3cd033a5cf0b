/** A check that follows the guide's contract, to be filled in: it looks whether a file is older than an hour. */
export const skeletonOf = (kind: 'basic' | 'advanced'): string => `#!/bin/bash
# /root/health_checks/my_check.sh, executable (chmod a+x).
# $1 is the kind of run: basic or advanced. In the other one: no work, no output.
[ "$1" = "${kind}" ] || exit 0

# What is looked at: here, whether a file was written within the last hour.
file=/var/log/cloud.log

if [ ! -e "$file" ]; then
  echo "$file is missing"
  exit 3   # unknown (4.22; before, 1)
fi
age=$(( $(date +%s) - $(stat -c %Y "$file") ))
if [ "$age" -gt 3600 ]; then
  echo "$file was last written $age seconds ago"
  exit 1   # failed
fi
# Without a line of output a check that passes is not listed.
echo "$file was written $age seconds ago"
exit 0     # passed
`
