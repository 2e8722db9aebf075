#!/bin/sh
# Run a command beside a systemd user manager of its own, in namespaces of its own, as root:
#   unshare --mount --cgroup sh user_manager.sh COMMAND…
# Where the machine has booted with systemd or not makes no difference, and nothing of it changes.
set -eu
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/system /run/user/0
chmod 700 /run/user/0
export XDG_RUNTIME_DIR=/run/user/0
mount -t cgroup2 none /sys/fs/cgroup
mkdir /sys/fs/cgroup/caveat-test-$$
echo $$ >/sys/fs/cgroup/caveat-test-$$/cgroup.procs
systemd --user &
manager=$!
until systemctl --user is-system-running --quiet 2>/dev/null; do
  kill -0 $manager
  sleep 0.1
done
status=0
"$@" || status=$?
systemctl --user exit
wait $manager || true
echo $$ >/sys/fs/cgroup/cgroup.procs
find /sys/fs/cgroup/caveat-test-$$ -depth -type d -exec rmdir {} + || true
exit $status
