package org.weerwoord.encoder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a model in the <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">ONNX
 * format</a>, a protocol buffer: constants, and nodes that compute values from values. A value is
 * known by its name, which the graph gives.
 */
final class OnnxGraph {

  /** Length of an input's dimension that each run may choose. */
  static final long ANY = -1;

  /** What a value is made of; the codes are those of {@code TensorProto.DataType}. */
  enum Element {
    FLOAT(1),
    UINT8(2),
    INT64(7);

    private final int code;

    Element(int code) {
      this.code = code;
    }
  }

  private static final String RUNTIME_DOMAIN = "com.microsoft";
  private static final int FORMAT = 9;
  private static final int OPERATORS = 18;
  private static final int RUNTIME_OPERATORS = 1;
  private static final int FLOAT_ATTRIBUTE = 1;
  private static final int INTEGER_ATTRIBUTE = 2;

  private final ProtoWriter graph = new ProtoWriter();
  private int values;

  /** Adds an input. */
  String input(String name, Element element, long... dimensions) {
    graph.message(11, value(name, element, dimensions));
    return name;
  }

  /** Makes a value an output. */
  void output(String value, Element element, long... dimensions) {
    graph.message(12, value(value, element, dimensions));
  }

  /** Adds a constant. */
  String floats(float[] constant, int... dimensions) {
    byte[] bytes = new byte[Float.BYTES * constant.length];
    littleEndian(bytes).asFloatBuffer().put(constant);
    return constant(Element.FLOAT, bytes, dimensions);
  }

  /** Adds a constant without dimensions. */
  String scalar(float constant) {
    return floats(new float[] {constant});
  }

  /** Adds a constant of numbers from 0 to 255. Takes over the array. */
  String unsigned(byte[] constant, int... dimensions) {
    return constant(Element.UINT8, constant, dimensions);
  }

  /** Adds a constant with one dimension. */
  String integers(long... constant) {
    byte[] bytes = new byte[Long.BYTES * constant.length];
    littleEndian(bytes).asLongBuffer().put(constant);
    return constant(Element.INT64, bytes, constant.length);
  }

  /** Begins a node with an <a href="https://onnx.ai/onnx/operators/">operator of ONNX</a>. */
  Node node(String operator) {
    return new Node(operator, "");
  }

  /**
   * Begins a node with an operator that only <a
   * href="https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md">ONNX
   * Runtime</a> has.
   */
  Node runtimeNode(String operator) {
    return new Node(operator, RUNTIME_DOMAIN);
  }

  /** Returns the model. */
  byte[] model() {
    return new ProtoWriter()
        .integer(1, FORMAT)
        .message(7, new ProtoWriter().message(graph).text(2, "encoder"))
        .message(8, new ProtoWriter().text(1, "").integer(2, OPERATORS))
        .message(8, new ProtoWriter().text(1, RUNTIME_DOMAIN).integer(2, RUNTIME_OPERATORS))
        .toByteArray();
  }

  /** A node whose inputs are still to come. */
  final class Node {

    private final String operator;
    private final String domain;
    private final ProtoWriter attributes = new ProtoWriter();

    private Node(String operator, String domain) {
      this.operator = operator;
      this.domain = domain;
    }

    /** Adds an attribute. */
    Node with(String name, long value) {
      attributes.message(
          5, new ProtoWriter().text(1, name).integer(3, value).integer(20, INTEGER_ATTRIBUTE));
      return this;
    }

    /** Adds an attribute. */
    Node with(String name, float value) {
      attributes.message(
          5, new ProtoWriter().text(1, name).real(2, value).integer(20, FLOAT_ATTRIBUTE));
      return this;
    }

    /** Adds the node; an empty name stands for an input left out. Returns its value. */
    String of(String... inputs) {
      return several(1, inputs).get(0);
    }

    /** Adds the node. Returns its values, as many as are asked for. */
    List<String> several(int outputs, String... inputs) {
      ProtoWriter node = new ProtoWriter();
      for (String input : inputs) {
        node.text(1, input);
      }
      List<String> names = new ArrayList<>();
      for (int i = 0; i < outputs; i++) {
        names.add(newName());
        node.text(2, names.get(i));
      }
      graph.message(1, node.text(4, operator).message(attributes).text(7, domain));
      return names;
    }
  }

  private String constant(Element element, byte[] content, int... dimensions) {
    String name = newName();
    ProtoWriter tensor = new ProtoWriter();
    for (int dimension : dimensions) {
      tensor.integer(1, dimension);
    }
    graph.message(5, tensor.integer(2, element.code).text(8, name).bytes(9, content));
    return name;
  }

  private static ProtoWriter value(String name, Element element, long... dimensions) {
    ProtoWriter shape = new ProtoWriter();
    for (long dimension : dimensions) {
      ProtoWriter length = new ProtoWriter();
      shape.message(1, dimension == ANY ? length : length.integer(1, dimension));
    }
    ProtoWriter tensor = new ProtoWriter().integer(1, element.code).message(2, shape);
    return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
  }

  private String newName() {
    return "value" + values++;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
