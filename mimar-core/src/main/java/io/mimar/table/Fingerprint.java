package io.mimar.table;

import io.mimar.space.Architecture;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short hash of much content, added piece by piece; each piece counts with its length. */
final class Fingerprint {
  private static final int SHOWN = 8;

  private final MessageDigest digest;

  Fingerprint() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  Fingerprint add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
    return this;
  }

  /** How a row is written. */
  Fingerprint add(Architecture row) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (1 + row.values().size()));
    bytes.putInt(row.values().size());
    row.values().forEach(bytes::putInt);
    digest.update(bytes.flip());
    return this;
  }

  Fingerprint add(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return add(bytes);
  }

  private Fingerprint add(ByteBuffer bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.position()).flip());
    digest.update(bytes.flip());
    return this;
  }

  /** 16 hexadecimal digits of all that was added. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest(), 0, SHOWN);
  }
}
