"""Makes mutants of the interpreter's own asyncore or asynchat: the original with one small mistake that a machine thought of.

`python3.11 mutants.py MODULE` prints one JSON object: the source of the module, and every mutant as the piece of it that is
replaced. Knows how mistakes are made; knows nothing of who finds them. Needs Python 3.8 or newer.
"""
import ast
import json
import os
import sys

LIBRARY = os.path.dirname(os.__file__)

COMPARISONS = {
    ast.Eq: ("!=",), ast.NotEq: ("==",), ast.Lt: ("<=", ">="), ast.LtE: ("<", ">"), ast.Gt: (">=", "<="),
    ast.GtE: (">", "<"), ast.Is: ("is not",), ast.IsNot: ("is",), ast.In: ("not in",), ast.NotIn: ("in",),
}
FLAGS = ("POLLIN", "POLLPRI", "POLLOUT", "POLLERR", "POLLHUP", "POLLNVAL")
SIMPLE = (ast.Expr, ast.Assign, ast.AugAssign, ast.Return, ast.Raise, ast.Delete, ast.Break, ast.Continue)
BLOCKS = ("body", "orelse", "finalbody")


class Mutator(ast.NodeVisitor):
    """Collects the edits of one source: (operator, function, line, start, end, what stands there instead)."""

    def __init__(self, source):
        self.source = source
        self.edits = []
        self.path = []
        self.starts = [0]
        for line in source.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    # -- places

    def start(self, node):
        return self.starts[node.lineno - 1] + node.col_offset

    def end(self, node):
        return self.starts[node.end_lineno - 1] + node.end_col_offset

    def text(self, node):
        return self.source[self.start(node):self.end(node)]

    def replace(self, operator, node, text):
        self.edit(operator, node, self.start(node), self.end(node), text)

    def edit(self, operator, node, start, end, text):
        if self.source[start:end] != text:
            self.edits.append((operator, ".".join(self.path) or "module", node.lineno, start, end, text))

    # -- where mistakes are made

    def visit_FunctionDef(self, node):
        self.path.append(node.name)
        self.generic_visit(node)
        self.path.pop()

    visit_ClassDef = visit_FunctionDef

    def generic_visit(self, node):
        for name in BLOCKS:
            block = getattr(node, name, None)
            if isinstance(block, list):
                self.block(block)
        super().generic_visit(node)

    def block(self, statements):
        for statement in statements:
            if isinstance(statement, SIMPLE) and not self.is_text(statement):
                self.replace("delete a statement", statement, "pass")
        for one, other in zip(statements, statements[1:]):
            if isinstance(one, SIMPLE) and isinstance(other, SIMPLE) and not self.is_text(one) \
                    and not (self.is_plain(one) and self.is_plain(other)):
                between = self.source[self.end(one):self.start(other)]
                swapped = self.text(other) + between + self.text(one)
                self.edit("swap neighbours", one, self.start(one), self.end(other), swapped)

    @staticmethod
    def is_text(statement):
        return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)

    @staticmethod
    def is_plain(statement):
        """Whether it only gives something a value that is written there: two of them can stand in any order."""
        return isinstance(statement, ast.Assign) and not any(
            isinstance(node, (ast.Call, ast.Name)) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
            for node in ast.walk(statement.value))

    def condition(self, node):
        self.replace("negate a condition", node.test, "not (%s)" % self.text(node.test))
        self.replace("take a condition for true", node.test, "True")
        self.replace("take a condition for false", node.test, "False")
        self.generic_visit(node)

    visit_If = visit_While = visit_IfExp = condition

    def visit_Compare(self, node):
        if len(node.ops) == 1:
            left, right = self.text(node.left), self.text(node.comparators[0])
            for operator in COMPARISONS.get(type(node.ops[0]), ()):
                self.replace("swap a comparison", node, "%s %s %s" % (left, operator, right))
        self.generic_visit(node)

    def visit_BoolOp(self, node):
        word = " or " if isinstance(node.op, ast.And) else " and "
        operands = [self.text(value) for value in node.values]
        self.replace("swap and and or", node, "(%s)" % word.join(operands))
        for index in range(len(operands)):
            rest = operands[:index] + operands[index + 1:]
            self.replace("drop an operand", node, "(%s)" % word.join(rest))
        self.generic_visit(node)

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.Not):
            self.replace("drop a not", node, self.text(node.operand))
        self.generic_visit(node)

    def visit_BinOp(self, node):
        left, right = self.text(node.left), self.text(node.right)
        other = {ast.Add: "-", ast.Sub: "+", ast.BitOr: "&", ast.BitAnd: "|", ast.Mult: "+"}.get(type(node.op))
        if other is not None and not isinstance(node.left, ast.Constant):
            self.replace("swap an operator", node, "%s %s %s" % (left, other, right))
            if isinstance(node.op, ast.BitOr):
                self.replace("drop a flag", node, left)
                self.replace("drop a flag", node, right)
        self.generic_visit(node)

    def visit_AugAssign(self, node):
        operator = {ast.Add: "-=", ast.Sub: "+=", ast.BitOr: "&=", ast.BitAnd: "|="}.get(type(node.op))
        if operator is not None:
            self.replace("swap an operator", node, "%s %s %s" % (self.text(node.target), operator, self.text(node.value)))
            self.replace("assign instead", node, "%s = %s" % (self.text(node.target), self.text(node.value)))
        self.generic_visit(node)

    def members(self, node):
        if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
            return
        texts = [self.text(element) for element in node.elts]
        left, right = {ast.Tuple: "()", ast.List: "[]", ast.Set: "{}"}[type(node)]
        for index in range(len(texts)) if len(texts) > 1 else ():
            rest = texts[:index] + texts[index + 1:]
            comma = "," if len(rest) == 1 and isinstance(node, ast.Tuple) else ""
            self.replace("drop a member", node, left + ", ".join(rest) + comma + right)
        self.generic_visit(node)

    visit_Tuple = visit_List = visit_Set = members

    def visit_Constant(self, node):
        value = node.value
        if value is True or value is False:
            self.replace("change a constant", node, str(not value))
        elif value is None:
            self.replace("change a constant", node, "0")
        elif isinstance(value, (int, float)):
            for other in {value + 1, value - 1} - {-1}:
                self.replace("change a constant", node, repr(other))
        elif isinstance(value, bytes):
            self.replace("change a constant", node, repr(value + b"x"))

    def visit_Attribute(self, node):
        if node.attr in FLAGS:
            for other in FLAGS:
                self.replace("swap a flag", node, "%s.%s" % (self.text(node.value), other))
        self.generic_visit(node)

    def visit_Return(self, node):
        if node.value is not None:
            self.replace("return something else", node.value, "None")
            self.replace("return something else", node.value, "not (%s)" % self.text(node.value))
        self.generic_visit(node)

    def visit_Call(self, node):
        for index, argument in enumerate(node.args):
            if index + 1 < len(node.args):
                one, other = self.text(argument), self.text(node.args[index + 1])
                swapped = "%s, %s" % (other, one)
                self.edit("swap arguments", node, self.start(argument), self.end(node.args[index + 1]), swapped)
        self.generic_visit(node)

    def visit_Try(self, node):
        for handler in node.handlers:
            if handler.type is not None:
                self.replace("catch something else", handler.type, "ZeroDivisionError")
        self.generic_visit(node)

    def visit_Import(self, node):
        """Nobody forgets an import and does not notice."""

    visit_ImportFrom = visit_Import


def source_of(module):
    with open(os.path.join(LIBRARY, module + ".py"), encoding="utf-8") as original:
        return original.read()


def mutants_of(source):
    """Every mutant, in order of place: no two make the same source, and each is still Python."""
    mutator = Mutator(source)
    mutator.visit(ast.parse(source))
    seen = set()
    for edit in sorted(mutator.edits, key=lambda edit: edit[3:6]):
        operator, function, line, start, end, text = edit
        mutated = source[:start] + text + source[end:]
        if mutated in seen:
            continue
        seen.add(mutated)
        try:
            ast.parse(mutated)
        except SyntaxError:
            continue
        yield {"operator": operator, "function": function, "line": line,
               "start": start, "end": end, "before": source[start:end], "after": text}


def main(words):
    if len(words) != 1:
        sys.exit("usage: mutants.py MODULE")
    source = source_of(words[0])
    print(json.dumps({"module": words[0], "source": source, "mutants": list(mutants_of(source))}))


main(sys.argv[1:])
