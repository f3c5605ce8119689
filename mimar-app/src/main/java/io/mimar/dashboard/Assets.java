package io.mimar.dashboard;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.mimar.report.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The files that pages are made of, all in memory and all listed here: a name that is not, is not
 * found, so no request reaches a file system.
 */
final class Assets {
  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.esm.min.js";
  private static final List<String> SCRIPTS =
      List.of(
          "charts.js",
          "common.js",
          "compare.js",
          "login.js",
          "studies.js",
          "study.js",
          "trial.js",
          "trials.js");

  /** Of the pages that are the same for everyone. */
  private static final Map<String, String> TITLES =
      Map.of(
          "studies", "Studies",
          "study", "Study",
          "compare", "Comparison",
          "login", "Sign in",
          "missing", "Not here");

  private final Map<String, Asset> assets = new LinkedHashMap<>();

  /** A file with its type and a name for its content. */
  @SuppressWarnings("ArrayRecordComponent") // written to an answer, nowhere else
  private record Asset(byte[] bytes, String type, String tag) {
    static Asset of(byte[] bytes, String type) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return new Asset(bytes, type, '"' + HexFormat.of().formatHex(digest, 0, 8) + '"');
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }

  Assets() {
    for (String script : SCRIPTS) {
      assets.put(script, Asset.of(resource(script), "text/javascript; charset=utf-8"));
    }
    assets.put("echarts.js", Asset.of(resource(ECHARTS), "text/javascript; charset=utf-8"));
    assets.put("dashboard.css", Asset.of(resource("dashboard.css"), "text/css; charset=utf-8"));
    assets.put(
        "report.css",
        Asset.of(Page.css().getBytes(StandardCharsets.UTF_8), "text/css; charset=utf-8"));
    assets.put("icon.svg", Asset.of(resource("icon.svg"), "image/svg+xml"));
  }

  /** A page that is the same for everyone. */
  static String page(String name) {
    String script = SCRIPTS.contains(name + ".js") ? name + ".js" : "";
    Map<String, Object> model = Map.of("title", TITLES.get(name), "script", script);
    return Page.render(Assets.class, name + ".mustache", model);
  }

  /** A page that cannot be shown: why, and what to do. */
  static String refused(String error, String hint) {
    Map<String, Object> model =
        Map.of("title", "Cannot be shown", "script", "", "error", error, "hint", hint);
    return Page.render(Assets.class, "refused.mustache", model);
  }

  private static byte[] resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            Assets.class.getResourceAsStream(name), () -> "the build left out " + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the resource " + name, e);
    }
  }

  /** Answers with the file that the path names. */
  void serve(Context context) {
    Asset asset = assets.get(context.pathParam("name"));
    if (asset == null) {
      throw new NotFoundResponse();
    }
    context.header("ETag", asset.tag());
    context.header("Cache-Control", "no-cache"); // kept, but asked about
    if (asset.tag().equals(context.header("If-None-Match"))) {
      context.status(HttpStatus.NOT_MODIFIED);
    } else {
      context.contentType(asset.type()).result(asset.bytes());
    }
  }
}
