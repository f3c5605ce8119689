package io.mimar.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.config.Json;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  private static final String RESULT =
      "'result':{'outcome':'FAILED','curve':[],'reason':'','seconds':%s,'cpuSeconds':0}";
  private static final String CURVE =
      "'result':{'outcome':'COMPLETE','curve':[{'epoch':%s,'trainLoss':1,'trainScore':1,'score':1,"
          + "'seconds':%s}],'reason':'','seconds':1,'cpuSeconds':0},'measured':{}}";

  private static Message read(String line) throws JsonProcessingException {
    return Json.json().readValue(line.replace('\'', '"'), Message.class);
  }

  @Test
  void whatAWorkerSaysOfATrialArrivesAsItWas() throws JsonProcessingException {
    Epoch epoch = new Epoch(1, Double.NaN, 0.5, 0.25, 3);
    Message said =
        new Message.Finished(
            4,
            new Result(Outcome.COMPLETE, List.of(epoch), "", 3, 2),
            Map.of("latencyMillis", 0.125),
            "host process 7");
    assertEquals(said, read(Json.json().writeValueAsString(said)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'finished','number':1,'measured':{}}",
        "{'type':'finished','number':1,'result':null,'measured':{}}",
        "{'type':'finished','number':1," + RESULT + "}",
        "{'type':'finished','number':1," + RESULT + ",'measured':null}",
        "{'type':'finished','number':1," + RESULT + ",'measured':{'latencyMillis':null}}",
        "{'type':'finished','number':1," + RESULT + ",'measured':{'latencyMillis':'NaN'}}",
        "{'type':'finished','number':1,'result':{'curve':[],'reason':'','seconds':1},'measured':{}}",
        "{'type':'finished','number':1,'result':{'outcome':'FAILED','curve':[]},'measured':{}}",
        "{'type':'finished','number':1,'result':{'outcome':'FAILED','reason':''},'measured':{}}",
        "{'type':'finished','number':1,'result':{'outcome':'FAILED','reason':'','curve':[null]},"
            + "'measured':{}}",
        "{'type':'finished','number':1," + RESULT + ",'measured':{},'worker':'two\\nlines'}",
        "{'type':'progress','number':1}",
        "{'type':'progress','number':1,'epoch':{'epoch':0}}",
        "{'type':'progress','number':1,'epoch':{'epoch':1,'seconds':'Infinity'}}",
        "{'type':'held'}",
        "{'type':'failed'}",
        "{'type':'failed','what':'x'}",
        "{'type':'note'}",
        "{'type':'ready'}",
        "{'type':'probed'}",
        "{'type':'probed','costs':[null]}",
        "{'type':'probed','costs':[{'trainMillis':-1,'evaluateMillis':1}]}",
        "{'type':'measured'}",
        "{'type':'measured','millis':[null]}",
        "{'type':'measured','millis':['NaN']}",
        "{'type':'finalProgress','epoch':1}",
        "{'type':'finalFinished'}",
      })
  void anAnswerThatLacksSomethingOrCannotBeIsNone(String line) {
    assertThrows(JsonProcessingException.class, () -> read(line.replace("%s", "1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e18", "-1", "'NaN'", "'Infinity'"})
  void aTimeThatCannotBeIsNone(String seconds) {
    String measured = ",'measured':{}}";
    assertThrows(
        JsonProcessingException.class,
        () -> read("{'type':'finished','number':1," + RESULT.formatted(seconds) + measured));
    assertThrows(
        JsonProcessingException.class,
        () -> read("{'type':'finished','number':1," + CURVE.formatted("1", seconds)));
  }
}
