return await LocalEngine.Cli.CommandLine.RunAsync(args);
