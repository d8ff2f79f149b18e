/** What keeps a policy from doing harm: gates that it must pass before anything of it runs, and budgets while it runs. */
@org.jspecify.annotations.NullMarked
package interlock.engine.sandbox;
