/// systemd over D-Bus, by dbus-java. Only this package knows of that library.
///
/// Start reading at [SystemdServiceManager]. Below it stand unit files ([UnitFiles]), their
/// installation ([UnitInstaller]), jobs and waiting for them ([UnitJobs]), and the connection,
/// which is made anew when the bus or systemd went away ([Bus]).
@NullMarked
package io.longshore.supervisor.systemd;

import org.jspecify.annotations.NullMarked;
