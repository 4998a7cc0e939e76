/// Port to the service manager that keeps containers running. Adapters stand below.
@NullMarked
package io.longshore.supervisor;

import org.jspecify.annotations.NullMarked;
