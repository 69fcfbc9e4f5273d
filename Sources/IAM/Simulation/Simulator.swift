import Documents
import Logic
public import Text

/// Answers lines of `trustpath simulate`: one JSON request in, one JSON answer out.
///
/// The request has the shape of `aws iam simulate-custom-policy`, extended as the manual says.
/// Policies that repeat from line to line are read once. Not for use by several threads at once.
public final class Simulator {
  /// How answers are written.
  public enum Shape: Hashable, Sendable {
    /// One object with the decision, its residual and a witness.
    case plain
    /// The API's own `EvaluationResults`.
    case aws
  }

  private let shape: Shape
  private let evaluator = Evaluator()
  private var cache = SimulationCache()
  private var fields = SimulationFields()
  /// Number of the line, so that a place in one line is no place in another.
  private var lineNumber: UInt32 = 0
  /// Names of fields that lines held and that nobody read, each once, for a remark.
  public var ignoredFields: [String] { fields.ignored }

  /// Makes a simulator.
  public init(shape: Shape = .plain) { self.shape = shape }

  /// Answers one line, appending the answer and a line feed; false if the answer is an error.
  public func answer(_ line: SourceBytes, into output: inout [UInt8]) -> Bool {
    var diagnostics = Diagnostics()
    lineNumber &+= 1
    guard
      let document = DocumentReader.readJSON(
        line, file: FileID(rawValue: lineNumber), diagnostics: &diagnostics)
    else {
      let message = diagnostics.items.first.map { $0.message } ?? "no JSON object"
      SimulationAnswer(caseID: nil).writeError("the line is no JSON: \(message)", &output)
      return false
    }
    let input = SimulationInput(document.root, &fields)
    let answer = SimulationAnswer(caseID: input.caseID)
    do {
      let simulation = try input.simulation(&cache)
      write(simulation, answer, &output)
      return true
    } catch {
      answer.writeError(error.message, &output)
      return false
    }
  }

  private func write(
    _ simulation: Simulation, _ answer: SimulationAnswer, _ output: inout [UInt8]
  ) {
    let decision = evaluator.decide(call: simulation.request, simulation.sets)
    switch shape {
    case .plain:
      let witness =
        decision.outcome == .conditional
        ? evaluator.witness(of: decision.residual, for: simulation.request, simulation.sets) : nil
      answer.write(decision, witness, &output)
    case .aws: answer.writeAWS(decision, simulation, &output)
    }
  }
}

/// A request with the policies that bear on it.
struct Simulation {
  let action: String
  let resource: String
  let request: Request
  let sets: PolicySets
}

/// Why a line cannot be evaluated.
struct SimulationError: Error {
  let message: String
}
