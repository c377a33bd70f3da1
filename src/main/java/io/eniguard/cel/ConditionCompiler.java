package io.eniguard.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import io.eniguard.policy.ConditionScope;
import io.eniguard.policy.FaultyConditionException;
import java.util.Locale;

/**
 * Parses expressions and checks their types with the CEL library, and converts them to terms. Can be used by many threads. Creating an object
 * takes longer than compiling an expression.
 */
final class ConditionCompiler {

    /** The maximum length of an expression, in characters. The CRD has the same limit. */
    private static final int LONGEST = 4096;

    private static final CelOptions OPTIONS = options();

    private static final int OPTIONAL_VERSION_OF_KUBERNETES = 1;

    private static final ConditionFunctions FUNCTIONS = ConditionFunctions.create(OPTIONS);

    private final ConditionScope scope;
    private final CelCompiler compiler;

    ConditionCompiler(ConditionScope scope) {
        this.scope = scope;
        this.compiler = compiler(scope);
    }

    // The validator that replaces the option would walk each expression once more.
    @SuppressWarnings("deprecation")
    private static CelOptions options() {
        return CelOptions.current()
                .maxExpressionCodePointSize(LONGEST)
                // A sum of 100 terms has this depth too. The parser and the evaluation use the stack for each level.
                .maxParseRecursionDepth(100)
                .maxParseExpressionNodeCount(5000)
                .maxParseErrorRecoveryLimit(3)
                .enableHeterogeneousNumericComparisons(true)
                .enableHomogeneousLiterals(true)
                .build();
    }

    /** The type that the result of an expression must have. */
    enum Result {
        BOOLEAN(SimpleType.BOOL, "compare it with a value"),
        TEXT(SimpleType.STRING, "convert it with string()");

        private final CelType type;
        private final String hint;

        Result(CelType type, String hint) {
            this.type = type;
            this.hint = hint;
        }

        private void check(CelType found) throws FaultyConditionException {
            // A type that is known only at run time could turn out to be a different one for each object.
            if (!found.equals(type)) {
                throw new FaultyConditionException("1:1: the result is %s, not %s; %s"
                        .formatted(CelTypes.format(found), CelTypes.format(type), hint));
            }
        }
    }

    CompiledTerm compile(String expression, Result result) throws FaultyConditionException {
        if (expression.length() > LONGEST) {
            throw new FaultyConditionException(String.format(
                    Locale.ROOT, "%,d characters; an expression has at most %,d", expression.length(), LONGEST));
        }
        if (expression.isBlank()) {
            throw new FaultyConditionException(
                    "the expression is empty; write one of type " + CelTypes.format(result.type));
        }
        CompileFaults faults = new CompileFaults(expression, scope, FUNCTIONS.names());
        try {
            CelAbstractSyntaxTree checked = compiler.compile(expression).getAst();
            result.check(checked.getResultType());
            return new TermBuilder(checked, FUNCTIONS.overloads()).build();
        } catch (CelValidationException e) {
            throw new FaultyConditionException(faults.reason(e));
        } catch (UnsupportedPartException e) {
            throw new FaultyConditionException(e.reason());
        }
    }

    private static CelCompiler compiler(ConditionScope scope) {
        ScopeTypes types = new ScopeTypes(scope);
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.optional(OPTIONAL_VERSION_OF_KUBERNETES))
                .addFunctionDeclarations(FUNCTIONS.declarations())
                .setTypeProvider(types);
        types.variables().forEach(builder::addVar);
        return builder.build();
    }
}
