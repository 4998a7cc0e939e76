/// Which hosts are meant: an Ansible inventory, read as Ansible reads it as far as hosts and groups
/// go, and Ansible's patterns over it. Variables are passed over.
@NullMarked
package io.longshore.inventory;

import org.jspecify.annotations.NullMarked;
