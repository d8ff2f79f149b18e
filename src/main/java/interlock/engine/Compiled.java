package interlock.engine;

import java.io.Serializable;
import java.util.ArrayList;

/**
 * What compiling a rule set takes long for, as it can be kept.
 *
 * @param pieces the stages, in their order
 */
record Compiled(ArrayList<Piece> pieces, ArrayList<ClauseShape> shapes) implements Serializable {}
