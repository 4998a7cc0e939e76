package io.longshore.cli;

import io.longshore.engine.ContainerEngine;
import io.longshore.supervisor.ServiceManager;
import io.longshore.worker.WorkerAssembly;

/// What a worker's ports are put into before the worker is made of them: nothing, unless somebody
/// wants to see or cut off its calls. Closing stays with the ports themselves.
public interface Wrapping {
  /// The ports as they are.
  Wrapping NONE = new Wrapping() {};

  /// The engine as the worker is to see it.
  default ContainerEngine engine(ContainerEngine engine) {
    return engine;
  }

  /// systemd as the worker is to see it.
  default ServiceManager services(ServiceManager services) {
    return services;
  }

  /// The topics as the worker is to see them.
  default WorkerAssembly.Log log(WorkerAssembly.Log log) {
    return log;
  }
}
