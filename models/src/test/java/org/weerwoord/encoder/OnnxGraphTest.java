package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.weerwoord.encoder.OnnxGraph.Element;

class OnnxGraphTest {

  @Test
  void writesWhatTheRuntimeRuns() throws OrtException {
    OnnxGraph graph = new OnnxGraph();
    String rows = graph.input("rows", Element.FLOAT, OnnxGraph.ANY, 2);
    String kernel = graph.floats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    String product = graph.node("Gemm").with("alpha", 0.5f).of(rows, kernel);
    List<String> parts =
        graph.node("Split").with("axis", -1).several(2, product, graph.integers(1, 2));
    String sum = graph.node("Add").of(parts.get(0), parts.get(1));
    String scaled = graph.node("Mul").of(sum, graph.scalar(10));
    graph.output(scaled, Element.FLOAT, OnnxGraph.ANY, 2);

    assertThat(run(graph, new float[][] {{1, 0}, {0, 2}, {1, 1}}))
        .isDeepEqualTo(new float[][] {{15, 20}, {90, 100}, {60, 70}});
  }

  @Test
  void leavesInputsOutAndReadsUnsignedIntegers() throws OrtException {
    OnnxGraph graph = new OnnxGraph();
    String rows = graph.input("rows", Element.FLOAT, OnnxGraph.ANY, 2);
    String zero = graph.unsigned(new byte[] {(byte) 200});
    String integers = graph.node("QuantizeLinear").of(rows, graph.scalar(0.5f), zero);
    String product =
        graph
            .runtimeNode("MatMulIntegerToFloat")
            .of(
                integers,
                graph.unsigned(new byte[] {3, (byte) 255}, 2, 1),
                graph.scalar(0.5f),
                graph.scalar(2),
                zero,
                "",
                graph.floats(new float[] {1}, 1));
    graph.output(product, Element.FLOAT, OnnxGraph.ANY, 1);

    assertThat(run(graph, new float[][] {{1, 0}, {-2, 20}}))
        .isDeepEqualTo(new float[][] {{7}, {10189}});
  }

  private static float[][] run(OnnxGraph graph, float[][] rows) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(graph.model());
        OnnxTensor input = OnnxTensor.createTensor(environment, rows);
        OrtSession.Result result = session.run(Map.of("rows", input))) {
      return (float[][]) result.get(0).getValue();
    }
  }
}
