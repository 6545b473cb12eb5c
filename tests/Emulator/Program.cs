using EcmEmulator;

return await CommandLine.RunAsync(args);
