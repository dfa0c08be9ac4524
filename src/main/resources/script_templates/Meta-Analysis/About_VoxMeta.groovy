#@ CommandService commands
#@output String text

// Which version is this, and how is it cited? Keep it beside the results.
import org.voxmeta.command.AboutCommand

text = commands.run(AboutCommand, true).get().getOutput('text')

println text
assert text.contains('VoxMeta')
