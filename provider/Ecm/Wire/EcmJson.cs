using System.Text.Json.Serialization;

namespace EcmProvider.Ecm.Wire;

/// <summary>
/// The JSON of all requests and answers, generated when the project is built: there is no reflection to fall back on.
/// </summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(AssociateAddressRequest), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(DisassociateAddressRequest), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(DescribeAddressesRequest), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(DescribeNetworkInterfacesRequest), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(DescribeTaskResultRequest), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(Envelope<TaskStarted>), TypeInfoPropertyName = "TaskStartedEnvelope")]
[JsonSerializable(typeof(Envelope<TaskState>), TypeInfoPropertyName = "TaskStateEnvelope")]
[JsonSerializable(typeof(Envelope<AddressPage>), TypeInfoPropertyName = "AddressPageEnvelope")]
[JsonSerializable(typeof(Envelope<NetworkInterfacePage>), TypeInfoPropertyName = "NetworkInterfacePageEnvelope")]
internal sealed partial class EcmJson : JsonSerializerContext;
