package io.mimar.nn;

import io.mimar.MimarException;
import java.util.Locale;

/** Where tensors live. */
public enum Device {
  /** CUDA where there is some, else the CPU. */
  AUTO,
  CPU,
  /** A CUDA device, through the {@code -gpu} natives. Untested on a GPU: none was at hand. */
  CUDA;

  /**
   * The device called {@code name}: auto, cpu or cuda.
   *
   * @throws MimarException when there is no such device
   */
  public static Device parse(String name) {
    for (Device device : values()) {
      if (device.toString().equals(name)) {
        return device;
      }
    }
    throw new MimarException(
        "device is " + name + ", but must be auto, cpu or cuda", "Give --device one of these.");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
